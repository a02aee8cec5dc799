package ai.returning.routes.client;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A {@code multipart/form-data} body: text parts, then one file that is streamed and never held in memory. */
final class MultipartBody extends AbstractHttpEntity {
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Upload upload;
    private final long fileSize;
    private final byte[] head;
    private final byte[] tail;

    private MultipartBody(Upload upload, String boundary, long fileSize) {
        super(ContentType.parse("multipart/form-data; boundary=" + boundary), null, false);
        this.upload = upload;
        this.fileSize = fileSize;
        this.head = head(upload, boundary);
        this.tail = ascii("\r\n--" + boundary + "--\r\n");
    }

    /** Measures the file; PARAMETER_INVALID if it cannot be read. */
    static MultipartBody of(Upload upload) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        try {
            return new MultipartBody(upload, "rai-" + HexFormat.of().formatHex(random), Files.size(upload.file()));
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "The file " + upload.file() + " cannot be uploaded: it cannot be read ("
                            + e.getClass().getSimpleName() + "). Nothing was sent.",
                    e);
        }
    }

    @Override
    public long getContentLength() {
        return head.length + fileSize + tail.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        writeFile(out);
        out.write(tail);
    }

    /** Exactly the measured bytes: what is appended meanwhile stays out, and a file cut short breaks the request. */
    private void writeFile(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(fileSize, 1)));
        try (FileChannel file = FileChannel.open(upload.file(), StandardOpenOption.READ)) {
            for (long left = fileSize; left > 0; left -= buffer.position()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                if (file.read(buffer) < 0) {
                    throw new EOFException("the file became shorter while it was sent");
                }
                out.write(buffer.array(), 0, buffer.position());
            }
        }
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("this body can only be written");
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // the file is open only while it is written
    }

    private static byte[] head(Upload upload, String boundary) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        upload.fields().forEach((name, value) -> {
            head.writeBytes(ascii("--" + boundary + "\r\nContent-Disposition: form-data; name=\""));
            head.writeBytes(utf8(quoted(name) + "\"\r\n\r\n" + value + "\r\n"));
        });
        head.writeBytes(ascii("--" + boundary + "\r\nContent-Disposition: form-data; name=\""));
        head.writeBytes(utf8(quoted(upload.part()) + "\"; filename=\"" + quoted(upload.fileName()) + "\"\r\n"));
        head.writeBytes(utf8("Content-Type: " + contentType(upload) + "\r\n\r\n"));
        return head.toByteArray();
    }

    /** As browsers write names (WHATWG HTML, multipart/form-data encoding). */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String contentType(Upload upload) {
        String type = upload.contentType();
        if (type.isBlank() || type.chars().anyMatch(Character::isISOControl)) {
            throw new RaiException(
                    ErrorCode.PARAMETER_INVALID,
                    "The content type '" + Redaction.clip(type, 60)
                            + "' of an upload is blank or has control characters.");
        }
        return type;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
