export function moduleText(schema: object): string;
export function generateColumns(): [name: string, file: URL][];
