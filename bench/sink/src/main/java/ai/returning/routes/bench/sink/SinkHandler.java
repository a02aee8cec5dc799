package ai.returning.routes.bench.sink;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderValues.CLOSE;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One connection: reads a request piece by piece, answers when its last byte is in and the latency has passed. */
final class SinkHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final String BULK = "/apis/v1/users/bulk-update";
    private static final String PREMIUM = BULK + "/premium-currency";
    private static final String QUEUED =
            """
            {"status":"success","message":"Bulk update user process is queued",\
            "data":{"message":"Queued. Progress is shown in the API Log of the community settings"}}""";

    private final Tally tally;
    private HttpRequest request;
    private MultipartCounter multipart;
    private long plainBytes;

    SinkHandler(Tally tally) {
        this.tally = tally;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpRequest head) {
            request = head;
            plainBytes = 0;
            multipart = isUpload(head) ? new MultipartCounter() : null;
        }
        if (message instanceof HttpContent content) {
            if (multipart != null) {
                multipart.add(content.content());
            } else {
                plainBytes += content.content().readableBytes();
            }
            if (message instanceof LastHttpContent) {
                answer(context);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.err.println("sink: " + cause);
        context.close();
    }

    private static boolean isUpload(HttpRequest request) {
        return request.method().equals(HttpMethod.POST) && (request.uri().equals(BULK) || request.uri().equals(PREMIUM));
    }

    private void answer(ChannelHandlerContext context) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (uri.path().startsWith("/__")) {
            write(context, admin(uri), keepAlive);
            return;
        }
        String body = api(uri);
        if (tally.latencyMillis() == 0) {
            write(context, body, keepAlive);
        } else {
            context.executor()
                    .schedule(() -> write(context, body, keepAlive), tally.latencyMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private String admin(QueryStringDecoder uri) {
        if (uri.path().equals("/__reset") && request.method().equals(HttpMethod.POST)) {
            tally.reset(number(uri.parameters(), "latency", -1));
        }
        return uri.path().equals("/__count") || uri.path().equals("/__reset") ? tally.json() : null;
    }

    private String api(QueryStringDecoder uri) {
        if (multipart != null) {
            String type = uri.path().equals(PREMIUM) ? "premium-currency" : "bulk-update";
            tally.upload(type, multipart.fileName(), multipart.rows(), multipart.bytes());
            return QUEUED;
        }
        if (request.method().equals(HttpMethod.POST)) {
            tally.post(plainBytes);
            return "{\"status\":\"success\"}";
        }
        tally.query();
        return JobAnswers.to(uri, BULK, tally.jobs());
    }

    static int number(Map<String, List<String>> parameters, String name, int fallback) {
        List<String> values = parameters.get(name);
        return values == null ? fallback : Integer.parseInt(values.get(0));
    }

    /** A missing body is a 404. */
    private static void write(ChannelHandlerContext context, String body, boolean keepAlive) {
        byte[] bytes = (body == null ? "{\"status\":\"error\",\"message\":\"Not found\"}" : body)
                .getBytes(StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                body == null ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.OK,
                Unpooled.wrappedBuffer(bytes));
        response.headers().set(CONTENT_TYPE, "application/json; charset=utf-8").set(CONTENT_LENGTH, bytes.length);
        if (keepAlive) {
            context.writeAndFlush(response);
        } else {
            response.headers().set(CONNECTION, CLOSE);
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
