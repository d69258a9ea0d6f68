/** What was measured on live nodes: allocatable CPUs and bytes, then what system pods leave of them. */
type Row = readonly [cpus: number, bytes: number, availableCpus: number, availableBytes: number];

/** Machine types whose nodes were measured. They replace the estimate, which is within 1 % of them. */
export const MEASURED_MACHINES: Readonly<Record<string, Row>> = {
  'r5.xlarge': [3.92, 32122060406, 3.725, 31859916406],
  'r5.2xlarge': [7.91, 65640685568, 7.685, 65296752640],
  'r5.4xlarge': [15.89, 130451041681, 15.695, 130188897681],
  'r5.16xlarge': [63.77, 526249457876, 63.575, 525987313876],
  'r7i.xlarge': [3.92, 32048037888, 3.725, 31785893888],
  'r7i.4xlarge': [15.89, 129847705600, 15.695, 129585561600],
  'n2-highmem-4': [3.92, 29779155746, 3.45, 28967406928],
  'n2-highmem-16': [15.89, 125132800000, 15.418, 124447031296],
  'n2-standard-16': [15.89, 61481127936, 15.418, 60795359232],
  'n4-standard-16': [15.89, 61481132032, 15.418, 60795363328],
  'n2-standard-64': [63.77, 257760940032, 63.298, 257075171328],
};
