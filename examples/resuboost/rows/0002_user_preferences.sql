insert into user_preferences (user_id, theme) values (1, 'dark'), (2, 'solarized');
