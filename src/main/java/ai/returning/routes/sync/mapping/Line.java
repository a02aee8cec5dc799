package ai.returning.routes.sync.mapping;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The CSV line under construction, at the end of the buffer of a batch. */
final class Line {
    /** What a writer returns instead of the new end when it refused the row. */
    static final int REFUSED = -1;

    private final MappedRows target;
    private byte[] out;
    private @Nullable Reason reason;

    Line(MappedRows target) {
        this.target = target;
        this.out = target.bytes();
    }

    /** A line that belongs to no batch. */
    static Line scratch() {
        return new Line(new MappedRows(1, 64, List.of()));
    }

    byte[] bytes() {
        return out;
    }

    /** Makes room for {@code size} bytes from {@code at} on; returns the buffer, which may be a new one. */
    byte[] room(int at, int size) {
        if (out.length - at < size) {
            out = target.room(at - target.length() + size);
        }
        return out;
    }

    /** Appends ready bytes; returns the new end. */
    int append(byte[] ready, int at) {
        byte[] buffer = room(at, ready.length);
        System.arraycopy(ready, 0, buffer, at, ready.length);
        return at + ready.length;
    }

    int refuse(Reason why) {
        reason = why;
        return REFUSED;
    }

    /** Why the last writer refused. */
    Reason reason() {
        return Objects.requireNonNull(reason, "no writer has refused");
    }
}
