insert into accounts (balance) values (5), (7);
insert into bookings (account_id, cents) values (1, 3), (2, 4);
