package ai.returning.routes.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The body of an answer as it comes, up to the size allowed. */
final class AnswerBuffer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final int most;

    AnswerBuffer(int most) {
        this.most = most;
    }

    /** False, and nothing is kept, if the body becomes larger than allowed. */
    boolean add(byte[] source, int offset, int length) {
        if (bytes.size() + length > most) {
            return false;
        }
        bytes.write(source, offset, length);
        return true;
    }

    boolean add(ByteBuffer source) {
        byte[] piece = new byte[source.remaining()];
        source.get(piece);
        return add(piece, 0, piece.length);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String tooLarge() {
        return "its body has more than " + most + " bytes";
    }
}
