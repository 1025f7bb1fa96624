INSERT INTO walks (id, at, stops, way, days) VALUES
  (1, '(1,2,)', '{"(3,4,)",NULL}', '("a, b","(5,6,)","{""(7,8,)""}")', '[3,5)'), (2, '(,,)', NULL, NULL, 'empty'), (3, '(10,0,)', '{}', '(,,)', '(,)');
INSERT INTO logs VALUES (1, '(1,2,)'), (200, NULL);
