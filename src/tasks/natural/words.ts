/** First names that real vocabularies hold as one token, so that as choices they compare fairly. */
export const NAMES = [
  ...['Tom', 'Ann', 'Sam', 'Ben', 'Kim', 'Dan', 'Max', 'Ray', 'Tim', 'Jim', 'Anna', 'Jack', 'John', 'Mary'],
  ...['Paul', 'Peter', 'Alice', 'David', 'Sarah', 'James', 'Mark', 'Adam'],
] as const

/** What can be counted, bought and given away. */
export const GOODS = [
  ...['apples', 'pears', 'eggs', 'cookies', 'marbles', 'stamps', 'pencils', 'books', 'coins', 'balloons'],
  ...[
    'stickers',
    'oranges',
    'shells',
    'cards',
    'candles',
    'buttons',
    'muffins',
    'tickets',
    'flowers',
    'cups',
  ],
] as const
