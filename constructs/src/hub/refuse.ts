/** Makes the error for a property that is refused; given by the construct, which knows where it stands. */
export type Refuse = (property: string, problem: string, remedy: string) => Error;
