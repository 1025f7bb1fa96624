INSERT INTO felt VALUES (1, 'a'), (2, 'c'), (3, NULL);
