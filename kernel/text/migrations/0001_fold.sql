-- Folding of Vietnamese text for comparison and indexes: lower case, đ as d, no marks; the same as fold() in fold.ts.
-- Needs no extension and no locale: the contributed unaccent misses combining marks, and lower() follows the database.
-- The two long strings are foldFrom and foldTo; a test compares them.
create function kernel.text_fold(words text) returns text
language sql immutable strict parallel safe
return translate(
  regexp_replace(normalize(words, nfkd), '[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]', '', 'g'),
  'ABCDEFGHIJKLMNOPQRSTUVWXYZĐđÐðƉɖØøŁłĦħŦŧıÆŒÞŊΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏ',
  'abcdefghijklmnopqrstuvwxyzddddddoollhhttiæœþŋαβγδεζηθικλμνξοπρστυφχψωσабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџ'
);
comment on function kernel.text_fold(text) is 'Text as typed without Vietnamese keys; immutable, fit for indexes';
grant execute on function kernel.text_fold(text) to public;
