package ai.returning.routes.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one webhook is proven and opened. Every proof that is set up must hold; nothing falls back. */
public final class WebhookCodec {
    private final List<Proof> proofs;
    private final @Nullable AesCodec encryption;
    private final List<String> markers;

    /**
     * A codec of one endpoint.
     *
     * @param encryption null if messages come as they are
     * @param markers headers that mark an encrypted message; without encryption such a message is refused
     */
    public WebhookCodec(List<Proof> proofs, @Nullable AesCodec encryption, List<String> markers) {
        this.proofs = List.copyOf(proofs);
        this.encryption = encryption;
        this.markers = List.copyOf(markers);
    }

    /** False if anybody who knows the address could have made or changed a message: CBC alone, or nothing. */
    public boolean proves() {
        AesCodec codec = encryption;
        return !proofs.isEmpty() || codec != null && codec.proves();
    }

    /**
     * The text of an authentic message.
     *
     * @param now milliseconds since 1970
     * @throws RefusedException if anything is wrong with it
     */
    public byte[] open(byte[] body, MessageHeaders headers, long now) throws RefusedException {
        for (Proof proof : proofs) {
            proof.check(body, headers, now);
        }
        AesCodec codec = encryption;
        if (codec != null) {
            return codec.open(body, headers);
        }
        for (String marker : markers) {
            if (!headers.all(marker).isEmpty()) {
                throw new RefusedException("the message is marked as encrypted, and the endpoint is not");
            }
        }
        return body;
    }
}
