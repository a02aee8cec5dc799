package ai.returning.routes.inbox.front;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of a body as they come. Room is taken for what came and not for what was announced, so that many who announce
 * much and send nothing cost nothing.
 */
final class Body {
    private static final int FIRST = 4096;

    /** Whether there was room. */
    enum Room {
        ENOUGH,
        TOO_LARGE,
        /** All connections together hold too much. */
        NONE_LEFT
    }

    private final int most;
    private final long mostOfAll;
    private final AtomicLong ofAll;
    private byte[] bytes;
    private int length;

    /**
     * An empty body.
     *
     * @param announced bytes; below 0 if nothing was said
     * @param ofAll bytes held by all bodies together
     */
    Body(long announced, int most, AtomicLong ofAll, long mostOfAll) {
        this.most = most;
        this.ofAll = ofAll;
        this.mostOfAll = mostOfAll;
        this.bytes = new byte[announced < 0 ? FIRST : (int) Math.min(announced, FIRST)];
        ofAll.addAndGet(bytes.length);
    }

    Room add(ByteBuf part) {
        int size = part.readableBytes();
        if (size > most - length) {
            return Room.TOO_LARGE;
        }
        if (size > bytes.length - length && !grow(length + size)) {
            return Room.NONE_LEFT;
        }
        part.readBytes(bytes, length, size);
        length += size;
        return Room.ENOUGH;
    }

    private boolean grow(int least) {
        int next = Math.min(most, Math.max(least, bytes.length * 2));
        int more = next - bytes.length;
        if (ofAll.addAndGet(more) > mostOfAll) {
            ofAll.addAndGet(-more);
            return false;
        }
        bytes = Arrays.copyOf(bytes, next);
        return true;
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Gives its room back; once. */
    void release() {
        ofAll.addAndGet(-bytes.length);
    }
}
