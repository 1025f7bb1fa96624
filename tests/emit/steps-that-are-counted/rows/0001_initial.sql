insert into users (mail, name) values ('ada@example.com', 'Ada'), (null, 'Bob'), (null, 'O''Neil');
