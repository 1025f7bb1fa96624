INSERT INTO articles (id, title, body, code, note, state, place, views, `rank`, data) VALUES
  (7, 'a title', 'a text', 'abc', 'Straße', 'open', ST_GeomFromText('POINT(1 2)'), 70000, 3, 'x'),
  (18446744073709551000, 'another title', 'another text', 'abd', NULL, 'closed', ST_GeomFromText('POINT(2 2)'), 65535, 65535, 'y');
INSERT INTO comments (id, article_id, count, text) VALUES (1, 18446744073709551000, 18446744073709551614, 'Grüße');
