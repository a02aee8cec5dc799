package ai.returning.routes.emulator;

import ai.returning.routes.contract.Operation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation of a call. One port serves all servers: {@code /<server>/<prefix>/<path>} asks one server,
 * {@code /<prefix>/<path>} any server that answers under the prefix.
 */
final class Router {
    private final Profile profile;
    private final List<Template> templates;

    /** The outcome: an operation with its path parameters, or none and the envelope in which to say so. */
    record Route(@Nullable Operation operation, Map<String, String> parameters, String envelope) {}

    Router(Profile profile, Collection<Operation> operations) {
        this.profile = profile;
        this.templates = operations.stream()
                .map(operation -> Template.of(operation, profile.alsoOn().getOrDefault(operation.group(), List.of())))
                .toList();
    }

    @Behaviour(
            of = "routes",
            does = "Integration, application and gateway paths answer under /v1, /apis/v1 and /apis, gateway and system"
                    + " paths also without prefix, system paths also under /api/v1; a path that no operation has is 404"
                    + " in the envelope of its prefix.")
    @Assumed(why = "several generations of the vendor's pages print different prefixes for the same routes")
    Route find(String method, String path) {
        String named = serverIn(path);
        if (named != null) {
            Route route = under(named, method, path.substring(named.length() + 1));
            if (route != null) {
                return route;
            }
        }
        for (String server : profile.servers().keySet()) {
            Route route = under(server, method, path);
            if (route != null) {
                return route;
            }
        }
        return new Route(null, Map.of(), envelopeOf(named, path));
    }

    private @Nullable Route under(String server, String method, String path) {
        for (String prefix : server(server).prefixes()) {
            if (path.startsWith(prefix + "/")) {
                String[] segments = path.substring(prefix.length() + 1).split("/", -1);
                for (Template template : templates) {
                    if (template.fits(server, method, segments)) {
                        Operation operation = template.operation();
                        return new Route(
                                operation,
                                template.parameters(segments),
                                operation.envelope().name());
                    }
                }
            }
        }
        return null;
    }

    private Profile.Server server(String name) {
        Profile.Server server = profile.servers().get(name);
        return server == null ? new Profile.Server(List.of(), "bare") : server;
    }

    private @Nullable String serverIn(String path) {
        int end = path.indexOf('/', 1);
        String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        return profile.servers().containsKey(first) ? first : null;
    }

    private String envelopeOf(@Nullable String named, String path) {
        if (named != null) {
            return server(named).envelope();
        }
        return profile.servers().values().stream()
                .filter(server -> server.prefixes().stream().anyMatch(prefix -> path.startsWith(prefix + "/")))
                .findFirst()
                .map(Profile.Server::envelope)
                .orElse("bare");
    }

    /** The path of an operation cut at its slashes. */
    private record Template(Operation operation, List<String> alsoOn, String[] segments) {
        static Template of(Operation operation, List<String> alsoOn) {
            return new Template(operation, alsoOn, operation.path().substring(1).split("/", -1));
        }

        boolean fits(String server, String method, String[] path) {
            boolean served = operation.server().equals(server) || alsoOn.contains(server);
            if (!served || !operation.method().equalsIgnoreCase(method) || path.length != segments.length) {
                return false;
            }
            for (int i = 0; i < path.length; i++) {
                boolean fits = isParameter(i) ? !path[i].isEmpty() : segments[i].equals(path[i]);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> parameters(String[] path) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < path.length; i++) {
                if (isParameter(i)) {
                    String name = segments[i].substring(1, segments[i].length() - 1);
                    values.put(name, HttpExchange.decodePath(path[i]));
                }
            }
            return values;
        }

        private boolean isParameter(int i) {
            return segments[i].startsWith("{") && segments[i].endsWith("}");
        }
    }
}
