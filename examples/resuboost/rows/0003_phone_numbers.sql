update users set phone = '+49 30 901820' where email = 'ada@example.org';
