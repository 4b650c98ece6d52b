"""What a teacher runs on thirty folders: `python -m dlscratch.classroom report|grade|look FOLDER`."""
