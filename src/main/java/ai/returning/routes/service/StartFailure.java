package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/** Finds in a failed start what a person can act on, below all wrapping of Spring and Camel. */
public final class StartFailure {
    /** What routes usually call, for a hint at a misspelt scheme. */
    private static final List<String> SCHEMES = List.of(
            "returning-ai",
            "returning-ai-sync",
            "returning-ai-event",
            "kamelet",
            "direct",
            "seda",
            "log",
            "quartz",
            "http",
            "https");

    private StartFailure() {}

    /** The block to print: one sentence or two, starting with the code; never a stack trace. */
    public static String describe(Throwable failure) {
        String route = Causes.find(failure, FailedToCreateRouteException.class)
                .map(e -> route(e.getRouteId(), e.getLocation()))
                .or(() -> Causes.find(failure, FailedToStartRouteException.class)
                        .map(e -> route(e.getRouteId(), e.getLocation())))
                .orElse("");
        return Stream.<Function<Throwable, Optional<String>>>of(
                        StartFailure::known,
                        StartFailure::port,
                        SettingFailure::describe,
                        YamlFailure::describe,
                        StartFailure::scheme)
                .flatMap(kind -> kind.apply(failure).stream())
                .findFirst()
                .map(text -> withRoute(text, route))
                .orElseGet(() -> unknown(failure, route));
    }

    private static Optional<String> known(Throwable failure) {
        return Causes.find(failure, RaiException.class).map(e -> String.valueOf(e.getMessage()));
    }

    private static Optional<String> port(Throwable failure) {
        return Causes.find(failure, PortInUseException.class)
                .map(e -> ErrorCode.PORT_IN_USE.code() + " Port " + e.getPort()
                        + " is taken by another process. Set SERVER_PORT to a free one.");
    }

    private static Optional<String> scheme(Throwable failure) {
        return Causes.find(failure, NoSuchEndpointException.class).map(e -> {
            String scheme = e.getUri().replaceFirst(":.*", "");
            return ErrorCode.OPTION_UNKNOWN.code() + " Nothing here answers to '" + scheme + ":'."
                    + Nearest.hint(scheme, SCHEMES);
        });
    }

    private static String unknown(Throwable failure, String route) {
        String problem = Causes.firstLine(Causes.root(failure));
        return withRoute(ErrorCode.CONFIG_INVALID.code() + " The start failed: " + problem + ".", route)
                + " Add --stacktrace for more.";
    }

    private static String withRoute(String text, String route) {
        return route.isEmpty() || text.contains(".camel.yaml:") ? text : text + " (" + route + ")";
    }

    /** The route and its file; Camel tells the line at times, and the name of the file without its folder. */
    private static String route(@Nullable String id, @Nullable String location) {
        if (id == null) {
            return "";
        }
        String line = location == null || !location.matches(".*:\\d+") ? "" : location.replaceFirst(".*:", ":");
        return "route '" + id + "', routes/*/" + id + ".camel.yaml" + line;
    }
}
