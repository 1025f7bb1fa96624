insert into tenants (parent, code) values (null, 'a'), (1, 'b');
insert into users values (1, 1), (1, 2), (2, 1);
insert into orders (tenant_id, number, code) values (1, 2, 'b'), (2, 1, 'a');
