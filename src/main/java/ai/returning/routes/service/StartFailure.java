package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** Finds in a failed start what a person can act on, below all wrapping of Spring and Camel. */
public final class StartFailure {
    private StartFailure() {}

    /** The block to print: one sentence or two, starting with the code; never a stack trace. */
    public static String describe(Throwable failure) {
        RaiException known = find(failure, RaiException.class);
        String route = route(failure);
        if (known != null) {
            String message = String.valueOf(known.getMessage());
            return route.isEmpty() || message.contains("'" + route + "'")
                    ? message
                    : message + " (route '" + route + "')";
        }
        PortInUseException port = find(failure, PortInUseException.class);
        if (port != null) {
            return line(
                    ErrorCode.PORT_IN_USE,
                    "Port " + port.getPort() + " is taken by another process. Set SERVER_PORT to a free one.");
        }
        BindException setting = find(failure, BindException.class);
        Throwable root = root(failure);
        if (setting != null) {
            return line(
                    ErrorCode.CONFIG_INVALID,
                    "The setting " + setting.getName() + " cannot be used: " + root.getMessage()
                            + ". config/application.yaml says what is expected.");
        }
        String where = route.isEmpty() ? "" : " (route '" + route + "')";
        return line(
                ErrorCode.CONFIG_INVALID,
                "The start failed: " + firstLine(root) + where + ". Add --stacktrace for more.");
    }

    private static String route(Throwable failure) {
        FailedToCreateRouteException created = find(failure, FailedToCreateRouteException.class);
        if (created != null) {
            return created.getRouteId();
        }
        FailedToStartRouteException started = find(failure, FailedToStartRouteException.class);
        return started == null ? "" : started.getRouteId();
    }

    private static <T> @org.jspecify.annotations.Nullable T find(Throwable failure, Class<T> type) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 50; depth++) {
            if (type.isInstance(next)) {
                return type.cast(next);
            }
            next = next.getCause();
        }
        return null;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 50; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable root) {
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse("").strip().replaceAll("\\.$", "");
    }

    private static String line(ErrorCode code, String text) {
        return code.code() + " " + text;
    }
}
