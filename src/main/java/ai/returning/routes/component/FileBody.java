package ai.returning.routes.component;

import ai.returning.routes.client.Upload;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.FormParts;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** Makes an upload of what a route has as body: a file as it is, text and bytes by way of a file that lives as long as the message. */
final class FileBody {
    private static final int BUFFER = 64 * 1024;
    /** For files without a limit in the contract. */
    private static final long LARGEST = 100L * 1024 * 1024;

    private final Operation operation;
    private final FormParts parts;

    FileBody(Operation operation) {
        this.operation = operation;
        this.parts = FormParts.of(operation);
    }

    /** True if the operation takes this body as a file. */
    boolean takes(@Nullable Object body) {
        return parts.file() != null
                && body != null
                && (operation.schemas().body().isEmpty() || CallBody.isText(body));
    }

    /** @param texts the text parts by name */
    Upload upload(Exchange exchange, Object body, Map<String, String> texts) {
        for (String name : parts.required()) {
            if (!texts.containsKey(name)) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "returning-ai:" + operation.id() + " needs the part '" + name + "'. Set the option '" + name
                                + "' in the route, or the variable '" + ReturningAiConstants.VARIABLE_PREFIX + name
                                + "' in a step before it.");
            }
        }
        Path file = file(body);
        Path sent = file == null ? copy(exchange, body) : file;
        if (size(sent) > limit()) {
            throw tooLarge();
        }
        String name = String.valueOf(sent.getFileName());
        return new Upload(sent, name, String.valueOf(parts.file()), parts.contentType(), texts);
    }

    private static @Nullable Path file(Object body) {
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File file ? file.toPath() : null;
        }
        if (body instanceof Path path) {
            return path;
        }
        return body instanceof File file ? file.toPath() : null;
    }

    private Path copy(Exchange exchange, Object body) {
        try (InputStream in =
                exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, body)) {
            // readable by the owner alone, as the library makes them
            Path file = Files.createTempFile("rai-", operation.csv().isPresent() ? ".csv" : ".bin");
            exchange.getExchangeExtension().addOnCompletion(new Removal(file));
            try (OutputStream out = Files.newOutputStream(file)) {
                pump(in, out);
            }
            return file;
        } catch (IOException | NoTypeConversionAvailableException e) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "returning-ai:" + operation.id() + " needs a file, a stream or text as body, and cannot read the "
                            + body.getClass().getSimpleName() + " it got.",
                    e);
        }
    }

    private void pump(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > limit()) {
                throw tooLarge();
            }
            out.write(buffer, 0, n);
        }
    }

    private long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT, "returning-ai:" + operation.id() + " cannot read the file " + file + ".", e);
        }
    }

    private long limit() {
        return operation.csv().map(CsvShape::maxBytes).orElse(LARGEST);
    }

    private RaiException tooLarge() {
        return new RaiException(
                ErrorCode.BODY_UNFIT,
                "returning-ai:" + operation.id() + " cannot be called: the file has more than " + limit()
                        + " bytes (x-rai-csv.max-bytes in the contract). Send it in parts.");
    }

    private static final class Removal extends SynchronizationAdapter {
        private final Path file;

        Removal(Path file) {
            this.file = file;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new RaiException(ErrorCode.BODY_UNFIT, "The temporary file " + file + " cannot be removed.", e);
            }
        }
    }
}
