import { inject } from 'vitest';
import { trust } from '../local/certificate.ts';

trust(inject('certificate'));
