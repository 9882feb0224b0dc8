package dev.aos.demo.load;

import java.util.Map;

/**
 * What was measured on one server.
 *
 * @param endpoints the figures of each path
 * @param loopStallMillis the longest time the event loop stood still
 */
record RunFigures(Map<Endpoint, EndpointFigures> endpoints, double loopStallMillis) {
  EndpointFigures of(Endpoint endpoint) {
    return endpoints.get(endpoint);
  }
}
