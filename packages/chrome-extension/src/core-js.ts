import { instantiate } from 'nightdesk:core-js';
import { coreFrom, type CoreFactory } from './core';

/** The core translated to plain JavaScript: works under every content security policy. */
export const createCore: CoreFactory = () => coreFrom(instantiate());
