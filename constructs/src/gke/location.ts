/** Region of a GKE location: the location itself when it is a region, else the zone's region. */
export function regionOf(location: string): string {
  return /-[a-z]$/.test(location) ? location.slice(0, -2) : location;
}
