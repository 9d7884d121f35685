/** As much of the client as is used. The rest of it, a class for each kind of object, takes most of a second to load. */
export { KubeConfig } from '@kubernetes/client-node/dist/config.js';
export { HttpMethod, IsomorphicFetchHttpLibrary, RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
