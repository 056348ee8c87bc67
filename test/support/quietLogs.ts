/** n8n's logger writes to the console, where it would drown the tests' own lines. */
process.env.N8N_LOG_LEVEL ??= 'silent';
