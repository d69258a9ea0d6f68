"""As much of Dask Gateway as a check needs, without a cluster."""


class _Client:
    def map(self, function, items):
        return [function(item) for item in items]

    def gather(self, futures):
        return futures

    def close(self):
        pass


class _Cluster:
    def scale(self, workers):
        self.workers = workers

    def get_client(self):
        return _Client()

    def shutdown(self):
        pass


class Gateway:
    def new_cluster(self, **_):
        return _Cluster()
