// dt-sql-parser names its own files without their endings, as bundlers allow and Node.js does not: this finds them.
import { register } from 'node:module';

register('data:text/javascript,' + encodeURIComponent(`
export async function resolve(name, context, next) {
  try {
    return await next(name, context);
  } catch (problem) {
    if (!name.startsWith('.')) throw problem;
    return next(name + '.js', context).catch(() => next(name + '/index.js', context));
  }
}`));
