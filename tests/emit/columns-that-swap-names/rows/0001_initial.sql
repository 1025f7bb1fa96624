insert into teams (name) values ('reds'), ('blues');
insert into matches (guest, home, minus, plus, a, b, c) values (1, 2, 3, 4, 5, 6, 7), (2, null, 0, 1, 10, 9, 0);
