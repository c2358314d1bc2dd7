update events set seq = 1, previous = '',
    hash = 'eaabb875f06233d26c53db2c8e86a831eeabdc491c4bec097b4faaa3e36c5e41'
where id = 'e1';

insert into chain (one, seq, hash)
values (1, 1, 'eaabb875f06233d26c53db2c8e86a831eeabdc491c4bec097b4faaa3e36c5e41');
