// The roles of posts that handle complaints: officers for petitions, and who leads the body. The row policies name the same.
export const handlingRoles = ['complaints', 'leader'] as const;
