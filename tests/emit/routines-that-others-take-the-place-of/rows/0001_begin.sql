INSERT INTO bills (id, a) VALUES (1, 2), (2, NULL); INSERT INTO codes (id) VALUES (1); INSERT INTO cake VALUES (1, 4); INSERT INTO notes VALUES (1, 'a word');
