package ai.returning.routes.client;

import ai.returning.routes.support.Failpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** A body of JSON, or of JSON encrypted, that is written once, and tells the deadline when it is out. */
final class JsonProducer implements AsyncEntityProducer {
    private final ByteBuffer left;
    private final int length;
    private final ContentType type;
    private final CallDeadline deadline;

    JsonProducer(byte[] json, ContentType type, CallDeadline deadline) {
        this.left = ByteBuffer.wrap(json);
        this.length = json.length;
        this.type = type;
        this.deadline = deadline;
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        deadline.refuseOverslept();
        Failpoints.hit("call.writes");
        if (left.hasRemaining()) {
            channel.write(left);
        }
        if (!left.hasRemaining()) {
            deadline.bodySent();
            channel.endStream();
        }
    }

    @Override
    public int available() {
        return left.remaining();
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public String getContentType() {
        return type.toString();
    }

    @Override
    public @Nullable String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void failed(Exception cause) {
        // the exchange is told, too
    }

    @Override
    public void releaseResources() {
        // holds nothing but memory
    }
}
