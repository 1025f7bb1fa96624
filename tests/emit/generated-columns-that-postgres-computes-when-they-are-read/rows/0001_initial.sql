INSERT INTO boxes (width, height, name) VALUES (3, 4, NULL), (5, 6, 'five');
