insert into contacts (application_id, number, person, said) values (1, 1, 'Mr. B', 'soon'), (2, 1, 'Mrs. L', 'perhaps');
update job_applications set answered_on = '2024-03-08' where company = 'Docks';
