import type { Values } from '../hub/json';
import { supportImages } from './images';

/** Grafana's own disk, so that dashboards outlive a restart without internet. */
const DISK = '/var/lib/grafana';
const FOLDER = `${DISK}/dashboards/jupyterhub`;

/**
 * JupyterHub's public dashboards, https://github.com/jupyterhub/grafana-dashboards, and the libraries they are written
 * with, each at one commit. They are published as Jsonnet only, so they are compiled where they are shown.
 */
const SOURCES = {
  dashboards: 'jupyterhub/grafana-dashboards@1bda57a1445874bc86e726ade53e7cf2d9f13a50',
  'github.com/grafana/grafonnet': 'grafana/grafonnet@1ce5aec95ce32336fe47c8881361847c475b5254',
  'github.com/jsonnet-libs/docsonnet': 'jsonnet-libs/docsonnet@6ac6c69685b8c29c54515448eaca583da2d88150',
  'github.com/jsonnet-libs/xtd': 'jsonnet-libs/xtd@63d430b69a95741061c2f7fc9d84b1a778511d9c',
};
const JSONNET = 'jsonnet==0.22.0';
/** Has a compiler, for machines that the package has no build for. */

/** Name of the data source, as the dashboards choose it. */
export const DATA_SOURCE = 'prometheus';

/**
 * Fetches and compiles the dashboards. Grafana must start without them when the internet is away, so nothing here
 * fails: what was compiled before stays.
 */
const DASHBOARDS_SCRIPT = `import io, json, pathlib, subprocess, sys, tarfile, urllib.request

SOURCES = ${JSON.stringify(SOURCES)}
OUT = pathlib.Path("${FOLDER}")
WORK = pathlib.Path("/tmp/dashboards")


def fetch(source, target):
    repository, commit = source.split("@")
    with urllib.request.urlopen(f"https://github.com/{repository}/archive/{commit}.tar.gz", timeout=60) as answer:
        archive = tarfile.open(fileobj=io.BytesIO(answer.read()))
    archive.extractall(WORK / "unpacked", filter="data")
    target.parent.mkdir(parents=True, exist_ok=True)
    (WORK / "unpacked" / f"{repository.split('/')[1]}-{commit}").rename(target)


def place(panels):
    """The sources leave the places of panels open: rows over the whole width, below them two panels side by side."""
    left = top = height = 0
    for panel in panels:
        position = panel["gridPos"]
        width = position.setdefault("w", 24 if panel["type"] == "row" else 12)
        position.setdefault("h", 1 if panel["type"] == "row" else 10)
        if left + width > 24:
            left, top, height = 0, top + height, 0
        position.update(x=left, y=top)
        left, height = left + width, max(height, position["h"])
    return panels


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(WORK / "pip"), "${JSONNET}"], check=True)
    sys.path.insert(0, str(WORK / "pip"))
    import _jsonnet

    for name, source in SOURCES.items():
        fetch(source, WORK / ("dashboards" if name == "dashboards" else f"vendor/{name}"))
    for path in sorted((WORK / "dashboards" / "dashboards").glob("*.jsonnet")):
        text = _jsonnet.evaluate_file(
            str(path), jpathdir=[str(WORK / "vendor")], tla_codes={"datasources": json.dumps(["${DATA_SOURCE}"])}
        )
        dashboard = json.loads(text)
        if dashboard:
            place(dashboard.get("panels", []))
            (OUT / f"{path.stem}.json").write_text(json.dumps(dashboard))


if __name__ == "__main__":
    try:
        main()
    except Exception as error:
        print(f"dashboards: {error!r}; Grafana starts without new ones", file=sys.stderr)
`;

/** Values of the Grafana chart that show the dashboards. */
export function dashboardValues(): Values {
  return {
    extraInitContainers: [
      {
        name: 'dashboards',
        image: supportImages.python,
        command: ['python', '-c', DASHBOARDS_SCRIPT],
        env: [{ name: 'HOME', value: '/tmp' }],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'storage', mountPath: DISK }],
      },
    ],
    dashboardProviders: {
      'dashboardproviders.yaml': {
        apiVersion: 1,
        providers: [
          {
            name: 'jupyterhub',
            orgId: 1,
            folder: 'JupyterHub',
            type: 'file',
            disableDeletion: false,
            allowUiUpdates: false,
            options: { path: FOLDER },
          },
        ],
      },
    },
  };
}
