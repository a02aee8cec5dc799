package ai.returning.routes.inbox.front;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the line and the headers of a request say before its body is read. */
final class Head {
    private static final String PREFIX = "/in/";

    private Head() {}

    /** The answer to a request whose body is not worth reading; empty if it is. */
    static Optional<Reply> refusal(HttpRequest request, WebhookEndpoint endpoint, int maxBody) {
        HttpHeaders headers = request.headers();
        if (!HttpMethod.POST.equals(request.method())) {
            return Optional.of(Reply.METHOD);
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean chunked = codings.equals(List.of("chunked"));
        if (!codings.isEmpty() && (!chunked || !HttpVersion.HTTP_1_1.equals(request.protocolVersion()))) {
            return Optional.of(Reply.UNREADABLE);
        }
        if (headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                && !headers.get(HttpHeaderNames.CONTENT_ENCODING).equalsIgnoreCase("identity")) {
            return Optional.of(Reply.TYPE);
        }
        if (!isType(headers.getAll(HttpHeaderNames.CONTENT_TYPE), endpoint.textBodies())) {
            return Optional.of(Reply.TYPE);
        }
        if (HttpUtil.getContentLength(request, -1L) > maxBody) {
            return Optional.of(Reply.LARGE);
        }
        String expected = headers.get(HttpHeaderNames.EXPECT);
        return expected == null || expected.equalsIgnoreCase("100-continue")
                ? Optional.empty()
                : Optional.of(Reply.UNREADABLE);
    }

    /** A body without a type is taken as what the endpoint expects. */
    private static boolean isType(List<String> types, boolean text) {
        if (types.size() > 1) {
            return false;
        }
        if (types.isEmpty()) {
            return true;
        }
        String type = types.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json")
                || type.startsWith("application/") && type.endsWith("+json")
                || text && type.equals("text/plain");
    }

    /** The secret part of the path; empty if the path is another one. What follows a question mark does not count. */
    static String token(String target) {
        String path = target;
        if (!path.startsWith("/")) { // the form for proxies; the host in it means nothing here
            int authority = path.indexOf("://");
            int slash = authority < 0 ? -1 : path.indexOf('/', authority + 3);
            path = slash < 0 ? "" : path.substring(slash);
        }
        int query = path.indexOf('?');
        path = query < 0 ? path : path.substring(0, query);
        return path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
    }
}
