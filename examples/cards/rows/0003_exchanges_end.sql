insert into ratings (exchange_id, rated_by, stars, comment) values (1, '11111111-1111-4111-8111-111111111111', 5, 'quick');
