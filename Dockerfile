# syntax=docker/dockerfile:1

FROM node:26.10.0-slim AS build
ENV TURBO_TELEMETRY_DISABLED=1
WORKDIR /taskport
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci
RUN npm run build -- --filter=@taskport/api...
# From here on only what the API needs at run time. The embedded PostgreSQL stays out: what a container writes does not last.
# (npm keeps what the tests of the API need if another workspace runs on it; so `.dockerignore` keeps those workspaces out.)
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional --workspace apps/api

FROM node:26.10.0-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Taskport" \
      org.opencontainers.image.description="A task backend: an HTTP API on PostgreSQL for people's own tasks" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production
WORKDIR /taskport
COPY --from=build /taskport/package.json /taskport/LICENSE ./
COPY --from=build /taskport/node_modules node_modules
COPY --from=build /taskport/packages packages
COPY --from=build /taskport/apps/api apps/api
# By number, so that an orchestrator can see that it is not root. Everything above is root's, and only read.
USER 1000:1000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "apps/api/dist/commands/live.js"]
# Node itself is process 1: it has ears for signals, and starts nobody whose children it would have to wait for.
CMD ["node", "apps/api/dist/main.js"]
