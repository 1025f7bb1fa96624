INSERT INTO boxes VALUES (1, 'a', 'b'), (2, NULL, NULL);
