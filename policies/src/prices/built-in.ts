import { awsDatabases } from './aws-databases';
import { awsMachines } from './aws-machines';
import { awsServices } from './aws-services';
import { googleMachines } from './google-machines';
import { googleServices } from './google-services';
import type { PriceSheet } from './price-sheet';

/** The prices that come with this version. */
export const builtInPrices: readonly PriceSheet[] = [
  ...awsMachines,
  ...awsServices,
  ...awsDatabases,
  ...googleMachines,
  ...googleServices,
];
