# hubfleet for scheduled health checks. Build it in a checkout: docker build --tag hubfleet .
FROM node:20-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  # A check builds no stacks, and these are most of the image.
  && rm -rf node_modules/@cdktf/provider-*

FROM node:20-bookworm-slim
COPY --from=build /src/package.json /opt/hubfleet/
COPY --from=build /src/lib /opt/hubfleet/lib
COPY --from=build /src/notebooks /opt/hubfleet/notebooks
COPY --from=build /src/policies /opt/hubfleet/policies
COPY --from=build /src/constructs/package.json /opt/hubfleet/constructs/
COPY --from=build /src/constructs/lib /opt/hubfleet/constructs/lib
COPY --from=build /src/node_modules /opt/hubfleet/node_modules
# Nobody's: the pod has no rights, and its file system is read-only.
USER 65532:65532
ENTRYPOINT ["node", "/opt/hubfleet/lib/cli.js"]
