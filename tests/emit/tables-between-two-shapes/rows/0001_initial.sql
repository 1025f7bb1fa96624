insert into people (first, last, born, height_mm, town) values
  ('Ada', 'Lovelace', '1815-12-10', 1655, 'London'), ('Plato', null, '0001-05-21', null, null), ('Grace', 'Hopper', '1906-12-09', 1680, null);
