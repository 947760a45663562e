import type { leftOut } from './left-out';
import type { InOurs, Pairs, Strict } from './pairs';

type Name = keyof Pairs;
type Official<N extends Name> = Pairs[N][0];
type Ours<N extends Name> = Pairs[N][1];
type Common<N extends Name> = keyof Official<N> & keyof Ours<N> & string;
type Method = (...args: never[]) => unknown;

type Entry = (typeof leftOut)[number]['members'];
type ListedUnder<Key extends string> = Key extends unknown
  ? Entry extends infer Each
    ? Each extends Record<Key, readonly (infer Member extends string)[]>
      ? Member
      : never
    : never
  : never;

/** What is listed for an object holds for those that extend it. */
interface Extended {
  ActiveSession: 'Session';
  PendingSession: 'Session';
  SignUpVerification: 'Verification';
  PasskeyVerification: 'Verification';
  useClerk: 'Clerk';
}

/** `mount*` as what it stands for. */
type Matching<Pattern extends string> = Pattern extends `${infer Start}*${infer End}` ? `${Start}${string}${End}` : Pattern;

/** What the list says of an object. */
type Listed<N extends Name> = Matching<ListedUnder<N | '*' | (N extends keyof Extended ? Extended[N] : never)>>;

/** Members that only the official object has. */
type Absent<N extends Name> = Exclude<keyof Official<N> & string, keyof Ours<N> | keyof typeof Object.prototype>;

/** The keys of the objects among some parameters; a resource is passed for its id. */
type KeysOf<T> = T extends string | Blob | readonly unknown[] | Method | { pathRoot: string } ? never : keyof T & string;

/** Parameters, as `create({ timezone })`, that only the official method knows. */
type AbsentParameters<N extends Name> = {
  [M in Common<N>]: Official<N>[M] extends Method
    ? Ours<N>[M] extends Method
      ? Exclude<KeysOf<Parameters<Official<N>[M]>[number]>, KeysOf<Parameters<Ours<N>[M]>[number]>> extends infer Key extends string
        ? `${M}({ ${Key} })`
        : never
      : never
    : never;
}[Common<N>];

type NotAssignable<N extends Name> = {
  // What is `any` could take any place, and so says nothing.
  [M in Common<N>]: 0 extends 1 & Ours<N>[M] ? M : Strict<Ours<N>[M]> extends Strict<InOurs<Official<N>[M]>> ? never : M;
}[Common<N>];

/** Lines of the list that stand for nothing that is left out, or for something that we have. */
type Needless<Key extends string, Lacking extends string, Had> = {
  [Line in ListedUnder<Key>]: [Extract<Lacking, Matching<Line>>, Extract<Had, Matching<Line>>] extends [infer Some, never]
    ? [Some] extends [never]
      ? Line
      : never
    : Line;
}[ListedUnder<Key>];

type Lacking<N extends Name> = N extends unknown ? Absent<N> | AbsentParameters<N> : never;

export type Problems = {
  [N in Name]:
    | `${N}.${Exclude<Lacking<N>, Listed<N>>}: ours lacks it, and left-out.ts does not say why`
    | `${N}.${NotAssignable<N>}: ours cannot take the place of the official one`
    | `${N}.${Needless<N, Lacking<N>, keyof Ours<N>>}: left-out.ts lists it without need`;
};

/** How many members were compared, for the report. */
export type Compared = { [N in Name]: Common<N> };

type NeedlessForAll = `*.${Needless<'*', Lacking<Name>, never>}: left-out.ts lists it without need`;
type UnknownObject = `${Exclude<keyof Flat<Entry>, Name | '*'> & string}: left-out.ts names an object that pairs.ts does not have`;
type Flat<T> = T extends unknown ? { [Key in keyof T]: unknown } : never;

declare const problems: Problems[Name] | NeedlessForAll | UnknownObject;
/** An error here names every member in question. */
export const none: never = problems;

/** Of the overloads of a method, the comparison above sees the last one. */
export const signOut: Pairs['Clerk'][0]['signOut'] = null as never as Pairs['Clerk'][1]['signOut'];
