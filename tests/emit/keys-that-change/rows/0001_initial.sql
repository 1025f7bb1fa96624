insert into profiles (user_id, words) values (7, null), (5, 'some');
insert into wishes (user_id, what) values (7, 'tea'), (5, 'tea'), (7, 'milk');
insert into "lines" values (1, 1), (1, 2), (2, 1);
