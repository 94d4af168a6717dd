export { isNpi } from '../guide/is-npi.ts';
