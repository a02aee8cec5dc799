package ai.returning.routes.codec;

/** The two ways to encrypt that the vendor documents. Set per webhook, never guessed from a message. */
public enum AesMode {
    /** Proves that nobody changed the message. */
    GCM("AES/GCM/NoPadding", 12),
    /** Proves nothing: who can reach the endpoint can change a message unnoticed. */
    CBC("AES/CBC/PKCS5Padding", 16);

    private final String transformation;
    private final int usualIv;

    AesMode(String transformation, int usualIv) {
        this.transformation = transformation;
        this.usualIv = usualIv;
    }

    String transformation() {
        return transformation;
    }

    /** Length of the initialisation vector where nothing else is set. */
    public int usualIv() {
        return usualIv;
    }

    /** Bytes of the tag behind the data; 0 without one. */
    int tag() {
        return this == GCM ? 16 : 0;
    }
}
