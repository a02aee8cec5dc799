package ai.returning.routes.client;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Base URLs by server name, checked once: https, or http on the machine itself. */
final class Servers {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

    private final Map<String, String> bases = new LinkedHashMap<>();

    Servers(Map<String, String> contract, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(contract);
        settings.forEach((name, url) -> {
            if (!contract.containsKey(name)) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "returning-ai.servers." + name + " is no server of the contract."
                                + Nearest.hint(name, contract.keySet()));
            }
            all.put(name, url);
        });
        all.forEach((name, url) -> bases.put(name, checked(name, url)));
    }

    /** The base URL without a slash at its end. */
    String base(String name) {
        String base = bases.get(name);
        if (base == null) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, "returning-ai.servers." + name + " is not configured.");
        }
        return base;
    }

    private static String checked(String name, String url) {
        URI uri = parse(name, url);
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong(name, "must be a plain URL such as https://host/path, without user, query or fragment");
        }
        if (!isSafe(uri)) {
            throw wrong(name, "names the host " + host + " without https; plain http is for this machine alone");
        }
        return url.replaceAll("/+$", "");
    }

    /** True for https, and for http to this machine. The URL has a host. */
    static boolean isSafe(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean local = LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
        return scheme.equals("https") || scheme.equals("http") && local;
    }

    private static URI parse(String name, String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw wrong(name, "is not a URL");
        }
    }

    /** The value is not shown: a URL may hold a key by mistake. */
    private static RaiException wrong(String name, String problem) {
        return new RaiException(ErrorCode.CONFIG_INVALID, "returning-ai.servers." + name + " " + problem + ".");
    }
}
