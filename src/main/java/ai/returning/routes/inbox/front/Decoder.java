package ai.returning.routes.inbox.front;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Reads requests, and none that two readers could cut differently. */
final class Decoder extends HttpRequestDecoder {
    private static final int LONGEST_LINE = 2048;
    private static final int LARGEST_HEADERS = 16 * 1024;

    private final Runnable bytesCame;

    /** @param bytesCame is told when anything comes in, so that slow headers count, too */
    Decoder(Runnable bytesCame) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEADERS)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setValidateHeaders(true));
        this.bytesCame = bytesCame;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        bytesCame.run();
        super.channelRead(context, bytes);
    }

    /** Two lengths at once are an attack on whoever stands in front. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both a length and chunks");
    }
}
