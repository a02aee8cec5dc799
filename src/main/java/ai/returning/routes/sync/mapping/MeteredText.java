package ai.returning.routes.sync.mapping;

/** A text that lets a regular expression look at it only so often, so that no pattern can hold up a run. */
final class MeteredText implements CharSequence {
    private static final int LOOKS = 200_000;

    private final String text;
    private int left = LOOKS;

    MeteredText(String text) {
        this.text = text;
    }

    /** The pattern has used up its looks. */
    static final class SpentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SpentException() {
            super("the pattern needs more than " + LOOKS + " looks at one value", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new SpentException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
