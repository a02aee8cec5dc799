package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What may stand in a JDBC URL and what of it may be shown. */
final class JdbcUrl {
    /** Parameters that run SQL or code, or write files; by subprotocol, in lower case. */
    private static final Map<String, Set<String>> REFUSED = Map.of(
            "h2",
            Set.of(
                    "init",
                    "trace_level_file",
                    "trace_level_system_out",
                    "database_event_listener",
                    "java_object_serializer",
                    "authenticator"),
            "postgresql",
            Set.of(
                    "socketfactory",
                    "socketfactoryarg",
                    "sslhostnameverifier",
                    "sslpasswordcallback",
                    "authenticationpluginclassname",
                    "xmlfactoryfactory",
                    "loggerfile",
                    "loggerlevel"),
            "mysql",
            mysql(),
            "mariadb",
            mysql(),
            "sqlserver",
            Set.of(
                    "socketfactoryclass",
                    "socketfactoryconstructorarg",
                    "trustmanagerclass",
                    "accesstokencallbackclass"));

    private static final Set<String> KNOWN_SSL_FACTORIES = Set.of(
            "",
            "org.postgresql.ssl.LibPQFactory",
            "org.postgresql.ssl.DefaultJavaSSLFactory",
            "org.postgresql.ssl.SingleCertValidatingFactory");

    private static final List<String> HARMLESS_VALUES = List.of("", "0", "false");

    private JdbcUrl() {}

    /** @throws RaiException CONFIG_INVALID if it is no JDBC URL or has a parameter that could run code or write files */
    static void check(String source, String url) {
        if (!url.startsWith("jdbc:")) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "Source " + source
                            + ": its URL must start with jdbc:, as in jdbc:postgresql://host:5432/database.");
        }
        String subprotocol = subprotocol(url);
        Set<String> refused = REFUSED.getOrDefault(subprotocol, Set.of());
        parameters(url).forEach((key, value) -> {
            boolean strangeFactory = key.equals("sslfactory") && !KNOWN_SSL_FACTORIES.contains(value);
            if (strangeFactory || refused.contains(key) && !HARMLESS_VALUES.contains(value)) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "Source " + source + " (" + shown(url) + "): the URL parameter " + key
                                + " is refused, because it can run code or SQL, or write files. Remove it.");
            }
        });
    }

    /** {@code postgresql} of {@code jdbc:postgresql://…}, in lower case. */
    static String subprotocol(String url) {
        int end = url.indexOf(':', 5);
        return url.substring(5, end < 0 ? url.length() : end).toLowerCase(Locale.ROOT);
    }

    /** The URL without parameters and without user and password in front of the host. */
    static String shown(String url) {
        String bare = url.substring(0, endOfBase(url));
        int at = bare.lastIndexOf('@');
        if (at < 0) {
            return bare;
        }
        int second = bare.indexOf(':', 5);
        return bare.substring(0, second + 1) + "…" + bare.substring(at);
    }

    private static Map<String, String> parameters(String url) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String part : url.substring(endOfBase(url)).split("[?&;]", -1)) {
            int equals = part.indexOf('=');
            String key = decoded(equals < 0 ? part : part.substring(0, equals)).strip();
            found.merge(
                    key.toLowerCase(Locale.ROOT),
                    decoded(equals < 0 ? "" : part.substring(equals + 1)).strip(),
                    // A key given twice: keep what would be refused.
                    (first, second) -> HARMLESS_VALUES.contains(first) ? second : first);
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static int endOfBase(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '?' || c == ';') {
                return i;
            }
        }
        return url.length();
    }

    private static Set<String> mysql() {
        return Set.of(
                "autodeserialize",
                "allowloadlocalinfile",
                "allowloadlocalinfileinpath",
                "allowurlinlocalinfile",
                "allowlocalinfile",
                "allowmultiqueries",
                "queryinterceptors",
                "statementinterceptors",
                "connectionlifecycleinterceptors",
                "exceptioninterceptors",
                "authenticationplugins",
                "clientinfoprovider",
                "propertiestransform",
                "socketfactory",
                "logger");
    }
}
